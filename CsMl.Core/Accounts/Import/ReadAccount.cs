using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads account facts from JSON, in the same shape for the API, the import and the command line. Unknown fields are
/// ignored. Known fields are checked, and every error names its field and the correction.
/// </summary>
public static class ReadAccount
{
    /// <summary>
    /// Reads one account. Returns null if the input is not a valid account; <paramref name="errors"/> then lists up to
    /// 50 errors.
    /// </summary>
    public static AccountLine? TryParse(ReadOnlySpan<byte> json, out IReadOnlyList<FieldError> errors) =>
        TryParse(json, null, out errors);

    /// <param name="accountId">The id if the input has none.</param>
    /// <param name="scale">The scale of the health scores in the input.</param>
    /// <param name="unknown">Called for each field that is unknown, with the nearest known name.</param>
    public static AccountLine? TryParse(
        ReadOnlySpan<byte> json,
        string accountId,
        HealthScale scale,
        Action<string, string?> unknown,
        out IReadOnlyList<FieldError> errors
    ) =>
        TryParse(
            json,
            new ReadNotes
            {
                AccountId = accountId,
                Scale = scale,
                Unknown = unknown,
            },
            out errors
        );

    internal static AccountLine? TryParse(
        ReadOnlySpan<byte> json,
        ReadNotes? notes,
        out IReadOnlyList<FieldError> errors
    ) => ReadObject.TryParse<AccountLine?>(json, notes, TryRead, out var line, out errors) ? line : null;

    private static bool TryRead(ref JsonCursor cursor, out AccountLine? line)
    {
        var draft = new AccountDraft(cursor.DefaultAccountId);
        while (cursor.NextField())
        {
            draft.Read(ref cursor);
        }

        line = draft.Complete(ref cursor);
        return line is not null;
    }
}
