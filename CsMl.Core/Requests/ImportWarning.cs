using CsMl.Core.Accounts;

namespace CsMl.Core.Requests;

/// <summary>Something in accepted facts that the sender should look at.</summary>
/// <param name="Field">Path without positions, such as <c>tickets[].status</c>.</param>
/// <param name="Word">The unknown word; null if the warning is about no word.</param>
/// <param name="Count">How many values it is about.</param>
public sealed record ImportWarning(string Field, string? Word, int Count, string Message)
{
    public static IReadOnlyList<ImportWarning> Of(IEnumerable<UnknownWord> words) =>
        [
            .. words.Select(word => new ImportWarning(
                word.Field,
                word.Word,
                word.Count,
                "is not a known word here; it counts neither for nor against an account"
            )),
        ];
}
