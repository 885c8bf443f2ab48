using System.Text.Json;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>The usage that a reply reports.</summary>
/// <param name="Usage">
/// Null if no usage is reported, or if a part of it is unreadable or implausible; then no part counts.
/// </param>
/// <param name="IsSent">True if the server reported a usage, valid or not.</param>
internal readonly record struct ModelBill(ModelUsage? Usage, bool IsSent)
{
    /// <summary>
    /// Maximum number of tokens that a server adds to a prompt. A token has at least one byte, so bytes are an upper
    /// bound.
    /// </summary>
    private const int MostAround = 4_096;

    /// <summary>Upper limit of the bytes per token: twice the longest token of any vocabulary.</summary>
    private const int MostBytesOfToken = 256;

    /// <summary>Maximum factor by which servers exceed the limit of a reply's length.</summary>
    private const int MostTimesTheLimit = 10;

    /// <param name="usage">Undefined or null if none was sent.</param>
    /// <param name="model">Name of the model that replied.</param>
    /// <param name="asked">Size of the request in bytes.</param>
    /// <param name="mostOutput">Maximum number of tokens of the reply.</param>
    /// <param name="hasText">True if the reply has a text, so that its usage cannot be zero.</param>
    public static ModelBill Read(JsonElement usage, string model, int asked, int mostOutput, bool hasText)
    {
        if (usage.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return default;
        }

        var input = Tokens(usage, "prompt_tokens", asked + MostAround);
        var output = Tokens(usage, "completion_tokens", mostOutput * MostTimesTheLimit + MostAround);
        var cached = CachedTokens(usage);
        // Some servers include reasoning tokens only in the total.
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

    /// <summary>Null if the field is missing or null.</summary>
    private static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var field)
        && field.ValueKind != JsonValueKind.Null
            ? field
            : null;
}
