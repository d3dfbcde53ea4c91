// title: Which suppliers and customers of this company are under export control, sanction or ban
// group: risk
// params: id: entity, as_of: date = none, limit: int = 100
// returns: partner, partner_id, role, goods, by, measure, since, sources, contested, edges
MATCH (x:Entity {id: $id})-[s:SUPPLIES]-(partner:Entity)
MATCH (by:Entity)-[m:REGULATES]->(partner)
WHERE m.measure IN ['export_control', 'sanction', 'ban', 'restrict', 'designate']
RETURN partner.name AS partner, partner.id AS partner_id,
       CASE WHEN startNode(s).id = partner.id THEN 'supplier' ELSE 'customer' END AS role,
       s.goods AS goods, by.name AS by, m.measure AS measure,
       coalesce(m.since, m.first_reported) AS since,
       CASE WHEN s.sources < m.sources THEN s.sources ELSE m.sources END AS sources,
       s.contested OR m.contested AS contested, [s.id, m.id] AS edges
ORDER BY sources DESC, partner_id, edges LIMIT $limit
