using CsMl.Core.Portfolio;

namespace CsMl.Functions.Http;

public sealed record RunsAnswer(IReadOnlyList<RunView> Data);
