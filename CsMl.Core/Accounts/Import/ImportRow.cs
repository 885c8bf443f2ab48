using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>One row of an import, whatever the format of the file.</summary>
/// <param name="Line">Line number in the file, or row of the sheet, starting at 1.</param>
/// <param name="Json">The row as JSON, with the fields of its kind. Valid until the next row is read.</param>
/// <param name="Problems">What could not be taken over into the JSON.</param>
/// <param name="Refusal">Why there is no JSON; null if there is.</param>
internal readonly record struct ImportRow(
    int Line,
    ReadOnlyMemory<byte> Json,
    IReadOnlyList<FieldError> Problems,
    FieldError? Refusal = null
)
{
    /// <summary>A row that was not looked at, because the file was refused. The reason is told once, by another row.</summary>
    public static ImportRow NotRead(int line) => new(line, default, [], new FieldError("", ""));

    public static ImportRow Refused(int line, string message, string field = "") =>
        new(line, default, [], new FieldError(field, message));
}
