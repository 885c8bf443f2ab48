using CsMl.Core.Json;

namespace CsMl.Core.Storage;

/// <summary>The answer to a request with an Idempotency-Key.</summary>
/// <param name="Headers">The headers that belong to this answer, and not to every answer.</param>
public sealed record KeptAnswer(int Status, IReadOnlyDictionary<string, string> Headers, RawJson Body);
