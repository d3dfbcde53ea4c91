// title: The history of the measures against this company, app or person
// group: policy
// params: id: entity, as_of: date = none, limit: int = 200
// returns: day, by, by_id, measure, status, polarity, in_force, law, sources, contested, edges
MATCH (by:Entity)-[r:REGULATES|CLAIMED]->(x:Entity {id: $id})
WHERE r.predicate = 'REGULATES'
RETURN coalesce(r.since, r.first_reported) AS day, by.name AS by, by.id AS by_id,
       r.measure AS measure, r.status AS status, r.polarity AS polarity, r.live AS in_force,
       r.law AS law, r.sources AS sources, r.contested AS contested, [r.id] AS edges
ORDER BY coalesce(day, ''), by_id, edges LIMIT $limit
