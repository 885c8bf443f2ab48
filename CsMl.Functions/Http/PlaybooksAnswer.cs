using CsMl.Core.Ctas;

namespace CsMl.Functions.Http;

public sealed record PlaybooksAnswer(IReadOnlyList<Playbook> Data);
