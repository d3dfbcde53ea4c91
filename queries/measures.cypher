// title: Which measures bind this company, app or person, and since when
// group: policy
// params: id: entity, as_of: date = none, limit: int = 100
// returns: by, by_id, measure, law, since, until, amount, currency, first_reported, sources, contested, edges
MATCH (by:Entity)-[r:REGULATES]->(x:Entity {id: $id})
WHERE coalesce(r.measure, '') <> 'approve'
RETURN by.name AS by, by.id AS by_id, r.measure AS measure, r.law AS law,
       r.since AS since, r.until AS until, r.amount_max AS amount, r.currency AS currency,
       r.first_reported AS first_reported, r.sources AS sources, r.contested AS contested,
       [r.id] AS edges
ORDER BY sources DESC, by, measure, edges LIMIT $limit
