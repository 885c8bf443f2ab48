using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Core;
using OpenAI.Chat;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// One exchange with the server: bytes there, bytes back. The packages' own reading of replies is not used, because it
/// throws at a reply that is not as it should be, and with it goes what that reply has cost.
/// </summary>
internal sealed class ModelServer : IDisposable
{
    /// <summary>A reply of more is nobody's answer to a question of this app.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            // A prompt goes where it was sent, and to nobody whom that server names.
            AllowAutoRedirect = false,
            UseCookies = false,
            // Addresses change behind a name.
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

    /// <summary>How many credentials there are.</summary>
    public int Credentials => _clients.Length;

    /// <param name="credential">Which credential to show, from 0.</param>
    /// <param name="sending">Called when there is a connection, and the first byte is about to go over it.</param>
    /// <exception cref="ClientResultException">No connection.</exception>
    /// <exception cref="IOException">The reply broke off.</exception>
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
            await ReadAsync(response.ContentStream, cancellation),
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

        // What is longer is cut here, and is no JSON any more.
        return read.ToArray();
    }
}
