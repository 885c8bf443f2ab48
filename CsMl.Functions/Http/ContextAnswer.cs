using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Functions.Http;

/// <param name="Warnings">Fields of the request that nobody knows, each with the nearest known name.</param>
public sealed record ContextAnswer(AccountFacts Data, IReadOnlyList<FieldError> Warnings);
