namespace CsMl.Core.LanguageModel.Client;

/// <summary>The request format that the server supports, as far as it is known from rejected requests.</summary>
/// <param name="Limit">Name of the field for the maximum reply length.</param>
/// <param name="IsLimitSettled">
/// True if the server has rejected the other name, so that the name is not changed again.
/// </param>
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

    /// <summary>
    /// The capabilities for the next attempt after a refusal; null if the refusal is not about the request format.
    /// </summary>
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
