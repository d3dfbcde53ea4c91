// title: Which starts and ends are coming after this day, and whom they hit
// group: policy
// params: day: date, as_of: date = none, limit: int = 100
// returns: due, event, who, predicate, whom, measure, status, sources, contested, edges
MATCH (a:Entity)-[r:OWNS|INVESTS_IN|REGULATES|PARTNERS_WITH|SUPPLIES|LEADS|CLAIMED]->(b:Entity)
WHERE r.polarity = 'asserted' AND r.status <> 'withdrawn' AND (r.until + '~' >= $day OR r.since >= $day)
RETURN CASE WHEN r.since >= $day THEN r.since ELSE r.until END AS due,
       CASE WHEN r.since >= $day THEN 'begins' ELSE 'ends' END AS event,
       a.name AS who, r.predicate AS predicate, b.name AS whom, r.measure AS measure,
       r.status AS status, r.sources AS sources, r.contested AS contested, [r.id] AS edges
ORDER BY due, edges LIMIT $limit
