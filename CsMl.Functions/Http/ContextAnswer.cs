using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Functions.Http;

/// <summary>The facts as they are stored, and what in them the sender should look at.</summary>
/// <param name="Warnings">Fields of the request that nobody knows, each with the nearest known name.</param>
/// <param name="UnknownWords">Words of the request that no table of words knows.</param>
public sealed record ContextAnswer(
    DescribedAccount Data,
    IReadOnlyList<FieldError> Warnings,
    IReadOnlyList<UnknownWord> UnknownWords
);
