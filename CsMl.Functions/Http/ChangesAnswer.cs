using CsMl.Core.Requests;

namespace CsMl.Functions.Http;

/// <param name="NextLink">Always there: follow it at once while there is data, and later when there is none.</param>
public sealed record ChangesAnswer(IReadOnlyList<ListedChange> Data, string NextLink);
