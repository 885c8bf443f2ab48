using System.Text.Json;
using System.Text.Unicode;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>Reads one JSON object of facts, and turns everything that is wrong with its text into an error.</summary>
internal static class ReadObject
{
    /// <summary>
    /// False if the object is refused. With lenient notes that is only where a required field is wrong; what is wrong
    /// with any other costs that field and is listed all the same.
    /// </summary>
    public static bool TryParse<T>(
        ReadOnlySpan<byte> json,
        ReadNotes? notes,
        JsonCursor.TryReadItem<T> read,
        out T? item,
        out IReadOnlyList<FieldError> errors
    )
    {
        item = default;
        if (!Utf8.IsValid(json))
        {
            return Refuse(notes, "The text is not UTF-8; encode it as UTF-8.", out errors);
        }

        // A file saved on Windows may begin with a byte order mark, which Utf8JsonReader rejects.
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        try
        {
            var cursor = new JsonCursor(json, notes);
            if (!cursor.Begin())
            {
                return Refuse(
                    notes,
                    notes is { IsItem: true }
                        ? "Each entry is a JSON object; write { … }."
                        : "An account is a JSON object; write { \"accountId\": …, \"name\": … }.",
                    out errors
                );
            }

            var isWhole = read(ref cursor, out item);
            cursor.End();
            errors = cursor.Errors;
            notes?.UnknownWords = cursor.UnknownWords;
            return isWhole && (notes is { IsLenient: true } ? !notes.IsAmbiguous : errors.Count == 0);
        }
        catch (JsonException e)
        {
            return Refuse(
                notes,
                $"The JSON is broken at {(e.LineNumber > 0 ? $"line {1 + e.LineNumber}, " : "")}byte {e.BytePositionInLine ?? 0}; check quotes, commas and brackets there.",
                out errors
            );
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader throws this for an unpaired surrogate escape such as \ud800.
            return Refuse(notes, "A text holds half of a surrogate pair; escape both halves or neither.", out errors);
        }
    }

    private static bool Refuse(ReadNotes? notes, string message, out IReadOnlyList<FieldError> errors)
    {
        errors = [new FieldError("", message)];
        notes?.Refuse(errors[0]);
        return false;
    }
}
