// title: Which articles add most to what is known of this entity
// group: evidence
// params: id: entity, as_of: date = none, limit: int = 20
// returns: title, publisher, published, url, article_id, facts, sources, claims
MATCH (x:Entity {canonical: $id})<-[:SUBJECT|OBJECT]-(c:Claim)-[:STATED_IN]->(a:Article)
WHERE c.edge IS NOT NULL AND NOT coalesce(c.withdrawn, false)
WITH a, count(DISTINCT c.edge) AS facts, collect(DISTINCT c.id) AS claims
RETURN a.title AS title, a.publisher AS publisher, a.published AS published, a.url AS url,
       a.id AS article_id, facts, 1 AS sources, claims
ORDER BY facts DESC, coalesce(published, '') DESC, article_id LIMIT $limit
