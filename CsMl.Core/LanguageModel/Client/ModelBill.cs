using System.Text.Json;
using CsMl.Core.LanguageModel.Prompts;

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

        var (mostInput, mostAnswer) = (asked + MostAround, mostOutput * MostTimesTheLimit + MostAround);
        var total = Tokens(usage, int.MaxValue, "total_tokens");
        // Some servers tell the total alone; the prompt is then estimated, and all else is the reply's.
        var input =
            Tokens(usage, mostInput, "prompt_tokens", "input_tokens")
            ?? (
                IsTold(usage, "prompt_tokens", "input_tokens") ? null
                : Tokens(usage, mostAnswer, "completion_tokens", "output_tokens") is { } told
                    ? Part(total - told, mostInput)
                : Part(Math.Min(TokenEstimate.Of(asked), total ?? 0), mostInput)
            );
        var output = IsTold(usage, "completion_tokens", "output_tokens")
            ? Tokens(usage, mostAnswer, "completion_tokens", "output_tokens")
            : Part(total - input, mostAnswer);
        var cached = CachedTokens(usage);
        // Some servers include reasoning tokens only in the total.
        var hidden = IsTold(usage, "total_tokens") ? Part(total - input - output, mostOutput * MostTimesTheLimit) : 0;
        var isRight =
            input >= cached
            && output + hidden >= 0
            && (!hasText || (input > asked / MostBytesOfToken && output + hidden > 0));
        return new ModelBill(
            isRight ? new ModelUsage(model, input!.Value, cached!.Value, output!.Value + hidden!.Value) : null,
            IsSent: true
        );
    }

    private static int? CachedTokens(JsonElement usage) =>
        ReadMessage.Field(usage, "prompt_tokens_details") is not { } details ? 0
        : details.ValueKind != JsonValueKind.Object ? null
        : IsTold(details, "cached_tokens") ? Tokens(details, int.MaxValue, "cached_tokens")
        : 0;

    private static int? Part(int? tokens, int most) => tokens >= 0 && tokens <= most ? tokens : null;

    private static bool IsTold(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (ReadMessage.Field(json, name) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first of these fields; some servers write it as a decimal, such as 120.0.</summary>
    private static int? Tokens(JsonElement json, int most, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (ReadMessage.Field(json, name) is { } field)
            {
                return
                    field.ValueKind == JsonValueKind.Number
                    && field.TryGetDouble(out var tokens)
                    && double.IsInteger(tokens)
                    && tokens >= 0
                    && tokens <= most
                    ? (int)tokens
                    : null;
            }
        }

        return null;
    }
}
