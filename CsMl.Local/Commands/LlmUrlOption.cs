using System.CommandLine;
using System.Text.Json;
using CsMl.Core.LanguageModel.Client;

namespace CsMl.Local.Commands;

/// <summary>
/// A local language model without further settings. The option sets <c>Llm:Endpoint</c> and, unless the environment
/// names one, <c>Llm:Model</c>: the first model that the server lists. The environment's keys belong to another server
/// and are not sent to this one; only the key of <c>--llm-key</c> is sent, if given.
/// </summary>
internal static class LlmUrlOption
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly string[] NoChat = ["embed", "rerank", "whisper", "tts-"];

    public static Option<string> Create()
    {
        var option = new Option<string>("--llm-url")
        {
            Description = "Predict with the language model served here, such as http://localhost:11434",
            HelpName = "URL",
            DefaultValueFactory = _ => "",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: > 0 } url)
            {
                return;
            }

            if (!IsHttp(url))
            {
                result.AddError($"--llm-url must be a whole URL, such as http://localhost:11434, and is '{url}'.");
            }
            else if (ModelEndpoint.LacksTls(new Uri(url)))
            {
                result.AddError($"--llm-url must begin with https:// for an Azure resource, and is '{url}'.");
            }
        });
        return option;
    }

    /// <param name="url">The option that this one requires.</param>
    public static Option<string> CreateKey(Option<string> url)
    {
        var option = new Option<string>("--llm-key")
        {
            Description = "The key of the server at --llm-url; those in the environment are not sent there",
            HelpName = "KEY",
            DefaultValueFactory = _ => "",
        };
        option.Validators.Add(result =>
        {
            if (result is { Implicit: false } && result.GetResult(url) is null or { Implicit: true })
            {
                result.AddError("--llm-key is the key of the server at --llm-url, which is not given.");
                return;
            }

            var key = (result.GetValueOrDefault<string>() ?? "").Trim();
            if (key.Any(c => c is < ' ' or > '~'))
            {
                result.AddError("--llm-key must be in printable ASCII characters, as a header carries it.");
            }
            // Before anything is asked of the server, which models it has included.
            else if (
                key.Length > 0
                && Uri.TryCreate(result.GetValue(url), UriKind.Absolute, out var server)
                && ModelEndpoint.ExposesKey(server)
            )
            {
                result.AddError(
                    "--llm-url must begin with https:// where --llm-key is given and the server is not this machine: no key travels in the clear."
                );
            }
        });
        return option;
    }

    /// <param name="url">Empty for no settings.</param>
    /// <param name="key">Empty for no key.</param>
    /// <exception cref="ModelServerException">The server does not list its models.</exception>
    public static async Task<IReadOnlyList<KeyValuePair<string, string?>>> SettingsAsync(
        string url,
        string key,
        CancellationToken cancellation
    )
    {
        if (url.Length == 0)
        {
            return [];
        }

        var settings = new List<KeyValuePair<string, string?>>
        {
            new("Llm:Endpoint", url),
            new("Llm:ApiKey", key),
            new("Llm:SecondApiKey", ""),
        };
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("Llm__Model")))
        {
            var endpoint = ModelEndpoint.Of(new Uri(url));
            if (endpoint.IsAzure)
            {
                throw new ModelServerException("Azure does not list its deployments: name yours in Llm__Model.");
            }

            settings.Add(new("Llm:Model", await FirstModelAsync(endpoint.Base, key.Trim(), cancellation)));
        }

        return settings;
    }

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static async Task<string> FirstModelAsync(Uri server, string key, CancellationToken cancellation)
    {
        var list = $"{server}/models";
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            if (key.Length > 0)
            {
                client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            }

            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri(list), cancellation));
            var names = answer
                .RootElement.GetProperty("data")
                .EnumerateArray()
                .Select(m => m.GetProperty("id").GetString() ?? "");
            // Some servers list the models that only embed, and list them first.
            return names.FirstOrDefault(name =>
                    !NoChat.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
                ) ?? throw new KeyNotFoundException("No model can chat.");
        }
        catch (Exception e)
            when (e is HttpRequestException { StatusCode: null }
                || (e is TaskCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            throw new ModelServerException($"No server answers at {server}. Start it, or mend the address.", e);
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or IndexOutOfRangeException
            )
        {
            throw new ModelServerException(
                $"No model is known: {list} does not list one. Start the server, or name the model in Llm__Model.",
                e
            );
        }
    }
}
