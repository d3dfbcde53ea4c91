// title: What the graph has learned about this entity since a day
// group: evidence
// params: id: entity, day: date, limit: int = 200
// returns: recorded, reported, subject, predicate, object, measure, status, polarity, quote, publisher, url, sources, claims
MATCH (x:Entity {canonical: $id})<-[:SUBJECT|OBJECT]-(c:Claim)-[:STATED_IN]->(a:Article)
WHERE c.recorded >= $day AND c.review = 'accepted'
WITH DISTINCT c, a
RETURN c.recorded AS recorded, c.reported AS reported, c.subject_name AS subject,
       c.predicate AS predicate, c.object_name AS object, c.measure AS measure,
       CASE WHEN c.withdrawn THEN 'withdrawn' ELSE c.status END AS status, c.polarity AS polarity, c.quote AS quote, a.publisher AS publisher,
       a.url AS url, 1 AS sources, [c.id] AS claims
ORDER BY recorded DESC, coalesce(reported, '') DESC, claims LIMIT $limit
