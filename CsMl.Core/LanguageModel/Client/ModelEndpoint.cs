using System.Web;
using Azure.AI.OpenAI;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>URL of the chat completions, and what the URL alone shows about the server.</summary>
/// <param name="Base">
/// URL without a trailing slash. For an Azure resource the root, before <c>/openai</c>; for any other server everything
/// before <c>/chat/completions</c>.
/// </param>
/// <param name="KnowsNewLimit">
/// True if it accepts <c>max_completion_tokens</c>, which reasoning models require. Servers that merely use the same
/// protocol often ignore that name without an error and would then generate without a limit; all of them accept
/// <c>max_tokens</c>.
/// </param>
public sealed record ModelEndpoint(Uri Base, bool KnowsNewLimit)
{
    public const string TlsNeeded =
        "Llm:Endpoint must begin with https:// for an Azure resource: no key and no token travels in the clear.";

    public const string KeyNeedsTls =
        "Llm:Endpoint must begin with https:// where Llm:ApiKey or Llm:SecondApiKey is set and the server is not this machine: no key travels in the clear.";

    public const string NoKeyInAddress =
        "Llm:Endpoint must hold no name and no password; set Llm:ApiKey, or leave it empty for a managed identity.";

    /// <summary>Added to the address by the client; people copy it with the address.</summary>
    private const string Completions = "/chat/completions";

    private const string Deployments = "/openai/deployments/";

    private static readonly string PublicAudience = AzureOpenAIAudience.AzurePublicCloud.ToString();

    private static readonly string[] AzureServices = [".openai", ".services.ai", ".cognitiveservices"];

    private static readonly (string Suffix, string Audience)[] AzureClouds =
    [
        (".azure.com", PublicAudience),
        (".azure.us", AzureOpenAIAudience.AzureGovernment.ToString()),
        // The package has no constant for Azure operated by 21Vianet in China.
        (".azure.cn", "https://cognitiveservices.azure.cn/.default"),
    ];

    /// <summary>
    /// The scope of Entra tokens for an Azure resource, which differs for each Azure cloud; null for any other server.
    /// </summary>
    public string? Audience { get; init; }

    /// <summary>The Azure API version in the URL; null for the package's default.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>
    /// True if the server uses the Azure OpenAI protocol: deployment, API version, key in <c>api-key</c>.
    /// </summary>
    public bool IsAzure => Audience is not null;

    /// <summary>
    /// True for an Azure resource over plain http, to which neither a key nor a token may be sent. A key may be sent to
    /// localhost.
    /// </summary>
    public static bool LacksTls(Uri setting) =>
        setting.Scheme == Uri.UriSchemeHttp && !setting.IsLoopback && AudienceOf(setting) is not null;

    /// <summary>True for another machine over plain http, to which no key may be sent.</summary>
    public static bool ExposesKey(Uri setting) => setting.Scheme == Uri.UriSchemeHttp && !setting.IsLoopback;

    /// <exception cref="ArgumentException">Not an absolute http or https URL, or Azure without TLS.</exception>
    public static ModelEndpoint Of(Uri setting)
    {
        if (!setting.IsAbsoluteUri || (setting.Scheme != Uri.UriSchemeHttp && setting.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException(
                "Llm:Endpoint must be an address that begins with http:// or https://.",
                nameof(setting)
            );
        }

        if (setting.UserInfo.Length > 0)
        {
            throw new ArgumentException(NoKeyInAddress, nameof(setting));
        }

        if (LacksTls(setting))
        {
            throw new ArgumentException(TlsNeeded, nameof(setting));
        }

        var path = setting.AbsolutePath.TrimEnd('/');
        if (path.EndsWith(Completions, StringComparison.OrdinalIgnoreCase))
        {
            path = path[..^Completions.Length].TrimEnd('/');
        }

        return AudienceOf(setting) is { } audience
            ? new ModelEndpoint(At(setting, GatewayPath(setting) ?? ""), KnowsNewLimit: true)
            {
                Audience = audience,
                ApiVersion = HttpUtility.ParseQueryString(setting.Query)["api-version"] is { Length: > 0 } version
                    ? version
                    : null,
            }
            : new ModelEndpoint(
                At(setting, path.Length == 0 ? "/v1" : path),
                setting.IdnHost.EndsWith("api.openai.com", StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>
    /// An Azure resource is recognised by its host. Behind a gateway, which can have any host name, it is recognised by
    /// its path.
    /// </summary>
    private static string? AudienceOf(Uri setting)
    {
        foreach (var (suffix, audience) in AzureClouds)
        {
            if (AzureServices.Any(s => setting.IdnHost.EndsWith(s + suffix, StringComparison.OrdinalIgnoreCase)))
            {
                return audience;
            }
        }

        return GatewayPath(setting) is null ? null : PublicAudience;
    }

    /// <summary>The path before the path of a deployment; null if the URL names no deployment.</summary>
    private static string? GatewayPath(Uri setting) =>
        setting.AbsolutePath.IndexOf(Deployments, StringComparison.OrdinalIgnoreCase) is >= 0 and var start
            ? setting.AbsolutePath[..start]
            : null;

    private static Uri At(Uri server, string path) => new(server.GetLeftPart(UriPartial.Authority) + path);
}
