using System.Text.Json;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>What a reply says that it has cost.</summary>
/// <param name="Usage">Null: nothing is said, or a part of it cannot be read or cannot be right; then no part counts.</param>
/// <param name="IsSent">The server sent a bill, good or bad.</param>
internal readonly record struct ModelBill(ModelUsage? Usage, bool IsSent)
{
    /// <summary>What a server puts around a prompt on its own. A token is a byte of it at least.</summary>
    private const int MostAround = 4_096;

    /// <summary>The longest tokens of any vocabulary have half of it.</summary>
    private const int MostBytesOfToken = 256;

    /// <summary>Servers that do not keep to the limit of a reply's length pass it, but not by this.</summary>
    private const int MostTimesTheLimit = 10;

    /// <param name="usage">Undefined or null: none was sent.</param>
    /// <param name="model">Who answered.</param>
    /// <param name="asked">Bytes of the request.</param>
    /// <param name="mostOutput">Tokens that the reply was allowed.</param>
    /// <param name="hasText">The reply has a text, which cannot have come for nothing.</param>
    public static ModelBill Read(JsonElement usage, string model, int asked, int mostOutput, bool hasText)
    {
        if (usage.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return default;
        }

        var input = Tokens(usage, "prompt_tokens", asked + MostAround);
        var output = Tokens(usage, "completion_tokens", mostOutput * MostTimesTheLimit + MostAround);
        var cached = CachedTokens(usage);
        // Some servers tell what a model thought in the total alone.
        var hidden = HiddenTokens(usage, input + output, mostOutput * MostTimesTheLimit);
        var isRight =
            input >= cached
            && hidden is not null
            && (!hasText || (input > asked / MostBytesOfToken && output + hidden > 0));
        return new ModelBill(
            isRight ? new ModelUsage(model, input!.Value, cached!.Value, output!.Value + hidden!.Value) : null,
            IsSent: true
        );
    }

    private static int? CachedTokens(JsonElement usage) =>
        Field(usage, "prompt_tokens_details") is not { } details ? 0
        : details.ValueKind != JsonValueKind.Object ? null
        : Field(details, "cached_tokens") is null ? 0
        : Tokens(details, "cached_tokens", int.MaxValue);

    private static int? HiddenTokens(JsonElement usage, int? told, int most) =>
        Field(usage, "total_tokens") is null ? 0
        : Tokens(usage, "total_tokens", int.MaxValue) - told is var hidden && hidden >= 0 && hidden <= most ? hidden
        : null;

    private static int? Tokens(JsonElement json, string name, int most) =>
        Field(json, name) is { ValueKind: JsonValueKind.Number } number
        && number.TryGetInt32(out var tokens)
        && tokens >= 0
        && tokens <= most
            ? tokens
            : null;

    /// <summary>Null where it is missing or null.</summary>
    private static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var field)
        && field.ValueKind != JsonValueKind.Null
            ? field
            : null;
}
