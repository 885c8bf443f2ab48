using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <param name="Facts">Null where the row is no account.</param>
/// <param name="IsLast">Nothing behind it can be read.</param>
internal sealed record CsvAccount(
    int Line,
    int Bytes,
    AccountFacts? Facts,
    IReadOnlyList<FieldError> Errors,
    bool IsLast = false
);
