using CsMl.Core.Ctas;

namespace CsMl.Core.Crm;

/// <param name="Version">Version of the fields that callers edit.</param>
/// <param name="ETag">ETag of the row, needed to change it.</param>
public sealed record StoredPlaybook(Playbook Playbook, int Version, string ETag);
