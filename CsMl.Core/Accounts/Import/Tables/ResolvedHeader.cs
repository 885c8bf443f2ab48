using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>What the columns of a table hold.</summary>
/// <param name="Columns">The columns whose field is known, in the order of the file.</param>
/// <param name="Rivals">
/// All columns that may be the account's id, the strongest name first, if there are several and the caller decides none: one
/// of them is in <paramref name="Columns"/>, for items until the rows decide. Else empty.
/// </param>
/// <param name="Faults">What is wrong with the header; empty if nothing is.</param>
internal sealed record ResolvedHeader(
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Column> Rivals,
    IReadOnlyList<FieldError> Faults
);
