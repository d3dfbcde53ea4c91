// title: What is only threatened, promised or rumoured about this company, app or person
// group: policy
// params: id: entity, as_of: date = none, limit: int = 100
// returns: who, who_id, predicate, whom, whom_id, measure, status, first_reported, last_reported, sources, contested, edges
MATCH (x:Entity {id: $id})-[r:CLAIMED]-(:Entity)
WHERE r.polarity = 'asserted' AND r.status IN ['announced', 'proposed', 'speculated']
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN a.name AS who, a.id AS who_id, r.predicate AS predicate, b.name AS whom, b.id AS whom_id,
       r.measure AS measure, r.status AS status, r.first_reported AS first_reported,
       r.last_reported AS last_reported, r.sources AS sources, r.contested AS contested,
       [r.id] AS edges
ORDER BY sources DESC, last_reported DESC, edges LIMIT $limit
