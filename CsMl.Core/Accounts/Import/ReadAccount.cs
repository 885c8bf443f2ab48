using System.Text.Json;
using System.Text.Unicode;
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
    /// <param name="accountId">The id if the input has none; null if the input must have one.</param>
    /// <param name="scale">The scale of the health scores in the input; null for 0–100.</param>
    public static AccountLine? TryParse(
        ReadOnlySpan<byte> json,
        out IReadOnlyList<FieldError> errors,
        string? accountId = null,
        HealthScale? scale = null
    )
    {
        if (!Utf8.IsValid(json))
        {
            errors = [new FieldError("", "The text is not UTF-8; encode it as UTF-8.")];
            return null;
        }

        // A file saved on Windows may begin with a byte order mark, which Utf8JsonReader rejects.
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        try
        {
            var cursor = new JsonCursor(json, scale ?? HealthScale.Hundred);
            if (!cursor.Begin())
            {
                errors = [new FieldError("", "An account is a JSON object; write { \"accountId\": …, \"name\": … }.")];
                return null;
            }

            var draft = new AccountDraft(accountId);
            while (cursor.NextField())
            {
                draft.Read(ref cursor);
            }

            var line = draft.Complete(ref cursor);
            cursor.End();
            errors = cursor.Errors;
            return errors.Count == 0 ? line : null;
        }
        catch (JsonException e)
        {
            errors =
            [
                new FieldError(
                    "",
                    $"The JSON is broken at {(e.LineNumber > 0 ? $"line {1 + e.LineNumber}, " : "")}byte {e.BytePositionInLine ?? 0}; check quotes, commas and brackets there."
                ),
            ];
            return null;
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader throws this for an unpaired surrogate escape such as \ud800.
            errors = [new FieldError("", "A text holds half of a surrogate pair; escape both halves or neither.")];
            return null;
        }
    }
}
