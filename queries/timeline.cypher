// title: What happened around this entity, in time order
// group: evidence
// params: id: entity, as_of: date = none, limit: int = 200
// returns: day, who, predicate, whom, measure, status, polarity, live, sources, contested, edges
MATCH (x:Entity {id: $id})-[r:OWNS|INVESTS_IN|REGULATES|FOUNDED|LEADS|AFFILIATED_WITH|PARTNERS_WITH|SUPPLIES|COMPETES_WITH|LOCATED_IN|PART_OF|CLAIMED]-(:Entity)
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN coalesce(r.since, r.first_reported) AS day, a.name AS who, r.predicate AS predicate,
       b.name AS whom, r.measure AS measure, r.status AS status, r.polarity AS polarity,
       r.live AS live, r.sources AS sources, r.contested AS contested, [r.id] AS edges
ORDER BY coalesce(day, ''), who, edges LIMIT $limit
