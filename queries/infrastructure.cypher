// title: Who invests in what lies in this place, how much, and since when
// group: control
// params: id: entity, as_of: date = none, limit: int = 100
// returns: investor, investor_id, target, target_id, amount_min, amount_max, currency, status, since, sources, contested, edges
MATCH (target:Entity)-[:LOCATED_IN|PART_OF*0..3]->(place:Entity {id: $id})
WITH DISTINCT target
MATCH (i:Entity)-[r:INVESTS_IN]->(target)
RETURN i.name AS investor, i.id AS investor_id, target.name AS target, target.id AS target_id,
       r.amount_min AS amount_min, r.amount_max AS amount_max, r.currency AS currency,
       r.status AS status, coalesce(r.since, r.first_reported) AS since,
       r.sources AS sources, r.contested AS contested, [r.id] AS edges
ORDER BY coalesce(amount_max, 0.0) DESC, sources DESC, edges LIMIT $limit
