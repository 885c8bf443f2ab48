using System.Net.Http.Headers;
using CsMl.Core.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CsMl.Core.Crm.Calls;

/// <summary>Sends requests to the CRM with retries, time-outs, a circuit breaker and a limit of concurrency.</summary>
public sealed class CrmConnection : IDisposable
{
    /// <summary>
    /// Maximum size of a response. A page of 100 items with long descriptions is below 2 MB, and an account that an
    /// adapter serves whole may have thousands of activities.
    /// </summary>
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            // Credentials must go only to the configured CRM and not to a host that it names.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            // The DNS entry of a host can change.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<CrmAnswer> _pipeline;
    private readonly Uri _root;

    public CrmConnection(IOptions<CrmOptions> options, TimeProvider time, ILogger<CrmConnection> log)
    {
        _time = time;
        _pipeline = CrmResilience.Create(options.Value, time, log);
        _root = new Uri($"{options.Value.Endpoint?.GetLeftPart(UriPartial.Path).TrimEnd('/')}/");
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("CsMl", null));
    }

    /// <param name="authorize">Adds the credentials to a message.</param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="CrmException">There was no response, or it is larger than a response may be.</exception>
    public async Task<CrmAnswer> SendAsync(
        CrmRequest request,
        Action<HttpRequestHeaders> authorize,
        CancellationToken cancellation
    )
    {
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(CrmResilience.IsRepeatable, request.IsRepeatable);
        try
        {
            return await _pipeline.ExecuteAsync(
                async context => await SendOnceAsync(request, authorize, context.CancellationToken),
                context
            );
        }
        catch (BrokenCircuitException e)
        {
            throw Outage($"The CRM is failing, so that {request.Name} was not sent to it.", e);
        }
        catch (TimeoutRejectedException e)
        {
            throw Outage($"The CRM did not answer {request.Name} in {e.Timeout.TotalSeconds:0} s.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellation.IsCancellationRequested)
        {
            throw Outage($"The connection to the CRM failed at {request.Name}: {Reason(e)}.", e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<CrmAnswer> SendOnceAsync(
        CrmRequest request,
        Action<HttpRequestHeaders> authorize,
        CancellationToken cancellation
    )
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(_root, request.Path));
        if (request.Json is { } json)
        {
            message.Content = new ReadOnlyMemoryContent(json);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (request.IdempotencyKey is { } key)
        {
            message.Headers.Add("Idempotency-Key", key);
        }

        authorize(message.Headers);
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var body = await ReadAsync(request, response, cancellation);
        var wait = response.Headers.NonValidated.TryGetValues("Retry-After", out var after)
            ? RetryAfter.Read(after.ToString(), _time.GetUtcNow())
            : null;
        return new CrmAnswer(request.Name, (int)response.StatusCode, body, wait) { Date = response.Headers.Date };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        CrmRequest request,
        HttpResponseMessage response,
        CancellationToken cancellation
    )
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (read.Length + count > MostBytes)
            {
                throw new CrmException($"The CRM's answer to {request.Name} is larger than {MostBytes:N0} bytes.");
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    private static string Reason(Exception e) =>
        e is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error }
            ? error.ToString()
            : e.GetType().Name;

    private static CrmException Outage(string message, Exception inner) => new(message, inner) { IsOutage = true };
}
