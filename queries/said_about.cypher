// title: Who has said what about this entity, and from which institution
// group: market
// params: id: entity, as_of: date = none, limit: int = 100
// returns: speaker, institutions, subject, predicate, object, status, quote, publisher, reported, sources, claims
MATCH (x:Entity {canonical: $id})<-[:SUBJECT|OBJECT]-(c:Claim)-[:STATED_IN]->(a:Article)
WHERE c.speaker IS NOT NULL AND c.review <> 'rejected'
OPTIONAL MATCH (p:Person)-[:LEADS|AFFILIATED_WITH]->(i:Entity)
WHERE p.name = c.speaker
WITH c, a, collect(DISTINCT i.name) AS institutions
RETURN c.speaker AS speaker, institutions, c.subject_name AS subject, c.predicate AS predicate,
       c.object_name AS object, CASE WHEN c.withdrawn THEN 'withdrawn' ELSE c.status END AS status, c.quote AS quote, a.publisher AS publisher,
       c.reported AS reported, 1 AS sources, [c.id] AS claims
ORDER BY coalesce(reported, '') DESC, claims LIMIT $limit
