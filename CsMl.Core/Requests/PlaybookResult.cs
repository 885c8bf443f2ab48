using CsMl.Core.Ctas;

namespace CsMl.Core.Requests;

/// <param name="Playbook">Null: it was refused.</param>
/// <param name="Version">Of what people write in it.</param>
/// <param name="Detail">Why it was refused.</param>
public sealed record PlaybookResult(Playbook? Playbook, int Version, CtaPatchProblem Refusal, string? Detail);
