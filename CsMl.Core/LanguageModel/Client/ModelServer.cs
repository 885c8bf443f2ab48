using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Core;
using OpenAI.Chat;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Sends one request to the server and returns the response bytes. The packages' own parsing of replies is not used,
/// because it throws for a malformed reply, and then the reported usage is lost.
/// </summary>
internal sealed class ModelServer : IDisposable
{
    /// <summary>Maximum size of a response. No valid reply to a question of this app is larger.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            // A prompt must go only to the configured server and not to a host that the server names.
            AllowAutoRedirect = false,
            UseCookies = false,
            // The DNS entry of a host can change.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly ChatClient[] _clients;

    public ModelServer(LlmOptions settings, ModelEndpoint endpoint, TokenCredential? credential)
    {
        var transport = new HttpClientPipelineTransport(_http);
        _clients =
        [
            .. ModelCredentials
                .Of(settings, endpoint, credential)
                .Select(policy => ModelClients.Create(settings.Model, endpoint, policy, transport)),
        ];
    }

    /// <summary>Number of credentials.</summary>
    public int Credentials => _clients.Length;

    /// <param name="credential">Index of the credential to use, from 0.</param>
    /// <param name="sending">Called when the connection is open and before the first byte is sent.</param>
    /// <exception cref="ClientResultException">The connection failed.</exception>
    /// <exception cref="IOException">The response ended early.</exception>
    public async Task<ServerAnswer> SendAsync(
        byte[] body,
        int credential,
        Action sending,
        CancellationToken cancellation
    )
    {
        using var content = new ChatRequestContent(body, sending);
        var result = await _clients[credential]
            .CompleteChatAsync(
                content,
                new RequestOptions
                {
                    CancellationToken = cancellation,
                    ErrorOptions = ClientErrorBehaviors.NoThrow,
                    BufferResponse = false,
                }
            );
        using var response = result.GetRawResponse();
        return new ServerAnswer(
            response.Status,
            ReadStream.Of(await ReadAsync(response.ContentStream, cancellation)),
            Header(response, "retry-after-ms"),
            Header(response, "Retry-After")
        );
    }

    public void Dispose() => _http.Dispose();

    private static string? Header(PipelineResponse response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : null;

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream? stream, CancellationToken cancellation)
    {
        if (stream is null)
        {
            return default;
        }

        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while (read.Length <= MostBytes && (count = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            read.Write(buffer, 0, count);
        }

        // A longer body is cut here and is then no longer valid JSON.
        return read.ToArray();
    }
}
