// title: Where sources contradict each other, in fact or in figure
// group: evidence
// params: id: entity = none, as_of: date = none, limit: int = 200
// returns: who, who_id, predicate, whom, whom_id, status, polarity, share_min, share_max, amount_min, amount_max, currency, sources, edges
MATCH (a:Entity)-[r:OWNS|INVESTS_IN|REGULATES|FOUNDED|LEADS|AFFILIATED_WITH|PARTNERS_WITH|SUPPLIES|COMPETES_WITH|LOCATED_IN|PART_OF|CLAIMED]->(b:Entity)
WHERE r.contested AND ($id IS NULL OR a.id = $id OR b.id = $id)
RETURN a.name AS who, a.id AS who_id, r.predicate AS predicate, b.name AS whom, b.id AS whom_id,
       r.status AS status, r.polarity AS polarity, r.share_min AS share_min, r.share_max AS share_max,
       r.amount_min AS amount_min, r.amount_max AS amount_max, r.currency AS currency,
       r.sources AS sources, [r.id] AS edges
ORDER BY who_id, whom_id, predicate, edges LIMIT $limit
