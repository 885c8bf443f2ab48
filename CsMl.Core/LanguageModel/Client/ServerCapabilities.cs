namespace CsMl.Core.LanguageModel.Client;

/// <summary>How this server wants to be asked, as far as it has said so by refusing another way.</summary>
/// <param name="Limit">Name of the field that bounds the reply.</param>
/// <param name="IsLimitSettled">The server has refused the other name, so there is none to go back to.</param>
internal sealed record ServerCapabilities(ReplyFormat Format, bool SendsTemperature, string Limit, bool IsLimitSettled)
{
    private const string NewLimit = "max_completion_tokens";
    private const string OldLimit = "max_tokens";

    public static ServerCapabilities First(LlmOptions settings, ModelEndpoint endpoint) =>
        new(
            ReplyFormat.Schema,
            settings.Temperature is not null,
            endpoint.KnowsNewLimit ? NewLimit : OldLimit,
            IsLimitSettled: false
        );

    /// <summary>What to try next after a refusal; null where it is not about the manner of asking.</summary>
    public ServerCapabilities? After(ServerError refusal)
    {
        if (refusal.IsAboutContent)
        {
            return null;
        }

        if (SendsTemperature && refusal.IsAbout("temperature"))
        {
            return this with { SendsTemperature = false };
        }

        if (!IsLimitSettled && refusal.IsAbout(Limit))
        {
            return this with { Limit = Limit == NewLimit ? OldLimit : NewLimit, IsLimitSettled = true };
        }

        return
            Format != ReplyFormat.Text && refusal.IsAbout("response_format", "json_schema", "json_object", "structured")
            ? this with
            {
                Format = Format + 1,
            }
            : null;
    }
}
