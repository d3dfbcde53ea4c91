// title: Which links rest on one source or are contested
// group: evidence
// params: id: entity = none, as_of: date = none, limit: int = 200
// returns: who, who_id, predicate, whom, whom_id, measure, confidence, sources, contested, edges
MATCH (a:Entity)-[r:OWNS|INVESTS_IN|REGULATES|FOUNDED|LEADS|AFFILIATED_WITH|PARTNERS_WITH|SUPPLIES|COMPETES_WITH|LOCATED_IN|PART_OF]->(b:Entity)
WHERE (r.sources = 1 OR r.contested) AND ($id IS NULL OR a.id = $id OR b.id = $id)
RETURN a.name AS who, a.id AS who_id, r.predicate AS predicate, b.name AS whom, b.id AS whom_id,
       r.measure AS measure, r.confidence AS confidence, r.sources AS sources,
       r.contested AS contested, [r.id] AS edges
ORDER BY contested DESC, confidence, edges LIMIT $limit
