namespace CsMl.Core.LanguageModel.Client;

/// <summary>The form of a request that the server accepts, as far as it is known from rejected requests.</summary>
/// <param name="Limit">Name of the field for the maximum reply length.</param>
internal sealed record ServerCapabilities(ReplyFormat Format, bool SendsTemperature, string Limit)
{
    /// <summary>Facts and reply can be halved this often.</summary>
    public const int MostShortened = 3;

    /// <summary>A whole reply needs about so many tokens; the limit is not made shorter.</summary>
    private const int LeastOutput = 700;

    private const string NewLimit = "max_completion_tokens";
    private const string OldLimit = "max_tokens";

    /// <summary>False if the task stands before the user's text, for models whose template has no system role.</summary>
    public bool HasSystemRole { get; init; } = true;

    /// <summary>True for servers that think only while they stream.</summary>
    public bool Streams { get; init; }

    /// <summary>How often the facts and the limit of the reply are halved, for models with a short context.</summary>
    public int Shortened { get; init; }

    public static ServerCapabilities First(LlmOptions settings, ModelEndpoint endpoint) =>
        new(ReplyFormat.Schema, settings.Temperature is not null, endpoint.KnowsNewLimit ? NewLimit : OldLimit);

    /// <summary>Maximum number of tokens of a reply in this form.</summary>
    public int OutputTokens(LlmOptions settings) =>
        Math.Max(settings.MaxOutputTokens >> Shortened, Math.Min(LeastOutput, settings.MaxOutputTokens));

    /// <summary>This form without what the refusal names; null if it names nothing that can be left out.</summary>
    public ServerCapabilities? Without(ServerError refusal) =>
        refusal.Cause == FailureCause.TooLong
            ? Shortened < MostShortened
                ? this with
                {
                    Shortened = Shortened + 1,
                }
                : null
            : SendsTemperature && refusal.IsAbout("temperature")
                ? this with
                {
                    SendsTemperature = false,
                }
                : refusal.IsAbout(Limit)
                    ? OtherLimit()
                    : Format != ReplyFormat.Text
                    && refusal.IsAbout(
                        "response_format",
                        "json_schema",
                        "json_object",
                        "structured",
                        "schema",
                        "grammar"
                    )
                        ? this with
                        {
                            Format = Format + 1,
                        }
                        : !Streams && refusal.IsAbout("stream")
                            ? this with
                            {
                                Streams = true,
                            }
                            : HasSystemRole && refusal.IsAbout("role", "system")
                                ? this with
                                {
                                    HasSystemRole = false,
                                }
                                : null;

    /// <summary>
    /// Simpler forms in a fixed order: one part is left out at a time, then all of them. The limit of the reply is never
    /// left out, because a server without one may generate, and bill, without end.
    /// </summary>
    public IEnumerable<ServerCapabilities> Simpler()
    {
        for (var format = Format; format < ReplyFormat.Text; format++)
        {
            yield return this with
            {
                Format = format + 1,
            };
        }

        if (SendsTemperature)
        {
            yield return this with
            {
                SendsTemperature = false,
            };
        }

        yield return OtherLimit();
        yield return this with
        {
            HasSystemRole = false,
        };
        yield return this with
        {
            Streams = true,
        };
        var bare = this with { Format = ReplyFormat.Text, SendsTemperature = false, HasSystemRole = false };
        yield return bare;
        yield return bare.OtherLimit();
        yield return bare with
        {
            Shortened = Math.Max(Shortened, MostShortened - 1),
        };
    }

    /// <summary>This form for a person, one line a part.</summary>
    public IReadOnlyList<string> InWords(LlmOptions settings) =>
        [
            Format switch
            {
                ReplyFormat.Schema => "replies by a strict JSON schema",
                ReplyFormat.Json => "replies in JSON mode, with the schema in words",
                _ => "replies as text, with the schema in words",
            },
            $"{Limit} of {OutputTokens(settings)}",
            SendsTemperature ? $"temperature {settings.Temperature}" : "no temperature",
            HasSystemRole ? "the task as system message" : "no system role: the task stands before the facts",
            .. Streams ? ["only in a stream"] : (string[])[],
            .. Shortened > 0
                ? [$"facts of at most {settings.Shortened(Shortened).MaxFactTokens} tokens"]
                : (string[])[],
        ];

    private ServerCapabilities OtherLimit() => this with { Limit = Limit == NewLimit ? OldLimit : NewLimit };
}
