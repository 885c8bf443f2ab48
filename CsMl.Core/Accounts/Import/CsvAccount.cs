using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <param name="Account">Null if the row is not a valid account.</param>
/// <param name="IsLast">True if no further row can be read.</param>
internal sealed record CsvAccount(
    int Line,
    int Bytes,
    AccountLine? Account,
    IReadOnlyList<FieldError> Errors,
    bool IsLast = false
);
