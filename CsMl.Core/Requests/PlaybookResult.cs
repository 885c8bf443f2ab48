using CsMl.Core.Ctas;

namespace CsMl.Core.Requests;

/// <param name="Playbook">Null if the request was refused.</param>
/// <param name="Version">Version of the fields that callers edit.</param>
/// <param name="Detail">The reason of the refusal.</param>
public sealed record PlaybookResult(Playbook? Playbook, int Version, CtaPatchProblem Refusal, string? Detail);
