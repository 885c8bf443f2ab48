using CsMl.Core.Ctas;

namespace CsMl.Core.Crm;

internal sealed record PlaybookRow(Playbook Playbook, int Version);
