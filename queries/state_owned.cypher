// title: Which companies with state ownership above a share this government has regulated since a day
// group: control
// params: id: entity, share: float = 10.0, since: date = 2000, as_of: date = none, limit: int = 100
// returns: company, company_id, state, share_max, by, measure, day, sources, edges
MATCH (state:Entity)-[o:OWNS]->(c:Entity)
WHERE (state:Government OR state:PublicBody) AND coalesce(o.share_max, 100.0) >= $share
MATCH (by:Entity)-[r:REGULATES]->(c)
WHERE (by.id = $id OR (by)-[:PART_OF*1..3]->(:Entity {id: $id}))
  AND coalesce(r.since, r.first_reported, '') >= $since
RETURN c.name AS company, c.id AS company_id, state.name AS state, o.share_max AS share_max,
       by.name AS by, r.measure AS measure, coalesce(r.since, r.first_reported) AS day,
       CASE WHEN o.sources < r.sources THEN o.sources ELSE r.sources END AS sources,
       [o.id, r.id] AS edges
ORDER BY day DESC, company_id, edges LIMIT $limit
