using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <param name="Facts">Null if the row is not a valid account.</param>
/// <param name="IsLast">True if no further row can be read.</param>
internal sealed record CsvAccount(
    int Line,
    int Bytes,
    AccountFacts? Facts,
    IReadOnlyList<FieldError> Errors,
    bool IsLast = false
);
