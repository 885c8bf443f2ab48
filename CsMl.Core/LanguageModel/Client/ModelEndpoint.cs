using System.Web;
using Azure.AI.OpenAI;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>Where chat completions are asked for, and what can be known of a server from its address alone.</summary>
/// <param name="Base">
/// Without a slash at its end. Of an Azure resource the root, before <c>/openai</c>; of any other server everything before
/// <c>/chat/completions</c>.
/// </param>
/// <param name="KnowsNewLimit">
/// It takes <c>max_completion_tokens</c>, which reasoning models insist on. Servers that merely speak the same protocol
/// often pass over that name in silence, and would then write without end; all of them know <c>max_tokens</c>.
/// </param>
public sealed record ModelEndpoint(Uri Base, bool KnowsNewLimit)
{
    public const string TlsNeeded =
        "Llm:Endpoint must begin with https:// for an Azure resource: no key and no token travels in the clear.";

    public const string KeyNeedsTls =
        "Llm:Endpoint must begin with https:// where Llm:ApiKey or Llm:SecondApiKey is set and the server is not this machine: no key travels in the clear.";

    private const string Deployments = "/openai/deployments/";

    private static readonly string PublicAudience = AzureOpenAIAudience.AzurePublicCloud.ToString();

    private static readonly string[] AzureServices = [".openai", ".services.ai", ".cognitiveservices"];

    private static readonly (string Suffix, string Audience)[] AzureClouds =
    [
        (".azure.com", PublicAudience),
        (".azure.us", AzureOpenAIAudience.AzureGovernment.ToString()),
        // The package has no name for Azure operated by 21Vianet in China.
        (".azure.cn", "https://cognitiveservices.azure.cn/.default"),
    ];

    /// <summary>The scope of Entra tokens for an Azure resource, which each Azure cloud has its own of; null for any other server.</summary>
    public string? Audience { get; init; }

    /// <summary>The version of Azure's API that the address names; null: the package's default.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>It is asked as Azure OpenAI is: by deployment, with a version of the API, a key in <c>api-key</c>.</summary>
    public bool IsAzure => Audience is not null;

    /// <summary>An Azure resource by plain http, where neither a key nor a token may travel; on this machine a key may.</summary>
    public static bool LacksTls(Uri setting) =>
        setting.Scheme == Uri.UriSchemeHttp && !setting.IsLoopback && AudienceOf(setting) is not null;

    /// <summary>Another machine by plain http, to which no key may travel.</summary>
    public static bool ExposesKey(Uri setting) => setting.Scheme == Uri.UriSchemeHttp && !setting.IsLoopback;

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

    /// <summary>An Azure resource is known by its host; behind a gateway, whose host may have any name, by its path.</summary>
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

    /// <summary>What stands before the path of a deployment; null if the address names none.</summary>
    private static string? GatewayPath(Uri setting) =>
        setting.AbsolutePath.IndexOf(Deployments, StringComparison.OrdinalIgnoreCase) is >= 0 and var start
            ? setting.AbsolutePath[..start]
            : null;

    private static Uri At(Uri server, string path) => new(server.GetLeftPart(UriPartial.Authority) + path);
}
