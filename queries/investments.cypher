// title: In what this investor has put money, and what was promised
// group: control
// params: id: entity, as_of: date = none, limit: int = 100
// returns: target, target_id, amount_min, amount_max, currency, share_max, status, since, sources, contested, edges
MATCH (i:Entity {id: $id})-[r:INVESTS_IN]->(target:Entity)
RETURN target.name AS target, target.id AS target_id,
       r.amount_min AS amount_min, r.amount_max AS amount_max, r.currency AS currency,
       r.share_max AS share_max, r.status AS status,
       coalesce(r.since, r.first_reported) AS since,
       r.sources AS sources, r.contested AS contested, [r.id] AS edges
ORDER BY coalesce(amount_max, 0.0) DESC, sources DESC, edges LIMIT $limit
