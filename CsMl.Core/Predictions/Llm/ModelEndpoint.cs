namespace CsMl.Core.Predictions.Llm;

/// <summary>Where chat completions are asked for, and what can be known of a server from its address alone.</summary>
/// <param name="Base">Ends before <c>/chat/completions</c>, without a slash.</param>
/// <param name="IsAzure">It takes Entra tokens.</param>
/// <param name="KnowsNewLimit">
/// It takes <c>max_completion_tokens</c>, which reasoning models insist on. Servers that merely speak the same protocol
/// often pass over that name in silence, and would then write without end; all of them know <c>max_tokens</c>.
/// </param>
public sealed record ModelEndpoint(Uri Base, bool IsAzure, bool KnowsNewLimit)
{
    public const string TlsNeeded =
        "Llm:Endpoint must begin with https:// for an Azure resource: no key and no token travels in the clear.";

    private static readonly string[] AzureHosts =
    [
        ".openai.azure.com",
        ".services.ai.azure.com",
        ".cognitiveservices.azure.com",
    ];

    /// <summary>An Azure resource by plain http, where neither a key nor a token may travel.</summary>
    public static bool LacksTls(Uri setting) => setting.Scheme == Uri.UriSchemeHttp && IsAzureHost(setting);

    /// <exception cref="ArgumentException">Not an absolute address of http or https, or Azure without TLS.</exception>
    public static ModelEndpoint Of(Uri setting)
    {
        if (!setting.IsAbsoluteUri || (setting.Scheme != Uri.UriSchemeHttp && setting.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException(
                "Llm:Endpoint must be an address that begins with http:// or https://.",
                nameof(setting)
            );
        }

        if (LacksTls(setting))
        {
            throw new ArgumentException(TlsNeeded, nameof(setting));
        }

        var path = setting.AbsolutePath.TrimEnd('/');
        if (IsAzureHost(setting))
        {
            // The portal shows addresses that end in a deployment, a project or nothing.
            var isWhole = path.EndsWith("/openai/v1", StringComparison.OrdinalIgnoreCase);
            return new ModelEndpoint(At(setting, isWhole ? path : "/openai/v1"), IsAzure: true, KnowsNewLimit: true);
        }

        return new ModelEndpoint(
            At(setting, path.Length == 0 ? "/v1" : path),
            IsAzure: false,
            setting.IdnHost.EndsWith("api.openai.com", StringComparison.OrdinalIgnoreCase)
        );
    }

    private static bool IsAzureHost(Uri setting) =>
        AzureHosts.Any(host => setting.IdnHost.EndsWith(host, StringComparison.OrdinalIgnoreCase));

    private static Uri At(Uri server, string path) => new(server.GetLeftPart(UriPartial.Authority) + path);
}
