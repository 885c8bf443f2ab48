using CsMl.Functions.Http;

namespace CsMl.Functions.Portfolio;

/// <summary>
/// Why an import is refused as long as it does not say <c>withSample=true</c>; null if it is not. The host that makes a
/// sample portfolio registers one.
/// </summary>
public delegate Task<ApiProblem?> RefuseImport(string tenant, CancellationToken cancellation);
