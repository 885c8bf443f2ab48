using CsMl.Core.Ctas;

namespace CsMl.Core.Crm;

/// <param name="Version">Of what people write in it.</param>
/// <param name="ETag">Of the row, for a change.</param>
public sealed record StoredPlaybook(Playbook Playbook, int Version, string ETag);
