using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CsMl.Tests.LanguageModel.App;

public sealed class OtlpTests
{
    [Fact]
    public async Task Spans_and_metrics_are_exported_where_the_standard_s_setting_says_without_a_word_of_an_account()
    {
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var collector = await StartAsync(received);
        await using (
            var rig = await ModelApp.StartAsync(
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            )
        )
        {
            await rig.App.PutSampleAsync(accounts: 1);
            Assert.Equal("llm", (await rig.App.PredictAsync("123")).Is(200).Text("data.source"));
        }

        // What is left is sent while the app stops.
        Assert.Contains("chat fake-model", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("gen_ai.client.token.usage", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.All(
            received.Values,
            text =>
            {
                Assert.DoesNotContain("account_facts", text, StringComparison.Ordinal);
                Assert.DoesNotContain("riskFactors", text, StringComparison.Ordinal);
                Assert.DoesNotContain("key-one", text, StringComparison.Ordinal);
            }
        );
    }

    /// <summary>What it sends is not looked at: under load the exporter keeps it on disk for a later start.</summary>
    [Fact]
    public async Task Azure_Monitor_is_sent_to_where_its_connection_string_is_set()
    {
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var collector = await StartAsync(received);
        var connection = $"InstrumentationKey={Guid.Empty};IngestionEndpoint={collector.Urls.Single()}/";
        await using (var rig = await ModelApp.StartAsync(("APPLICATIONINSIGHTS_CONNECTION_STRING", connection)))
        {
            var options = rig.App.Service<IOptionsMonitor<AzureMonitorExporterOptions>>().CurrentValue;
            Assert.Equal(connection, options.ConnectionString);
            Assert.NotNull(rig.App.Service<TracerProvider>());
            Assert.NotNull(rig.App.Service<MeterProvider>());
            await rig.App.PutSampleAsync(accounts: 1);
            await rig.App.PredictAsync("123");
        }

        Assert.All(
            received.Values,
            text =>
            {
                Assert.DoesNotContain("account_facts", text, StringComparison.Ordinal);
                Assert.DoesNotContain("key-one", text, StringComparison.Ordinal);
            }
        );
    }

    /// <summary>A collector that keeps what it is sent; names stand in protobuf as they are.</summary>
    private static async Task<WebApplication> StartAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            var isPacked = context.Request.Headers.ContentEncoding == "gzip";
            await using var sent = isPacked
                ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
                : context.Request.Body;
            await sent.CopyToAsync(body);
            var text = Encoding.Latin1.GetString(body.ToArray());
            received.AddOrUpdate(context.Request.Path.Value!, text, (_, before) => before + text);
            if (!context.Request.Path.Value!.EndsWith("/track", StringComparison.Ordinal))
            {
                context.Response.ContentType = "application/x-protobuf";
                return;
            }

            // Azure Monitor counts what it took; without the count the exporter keeps what follows on disk.
            var items = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(
                $$"""{"itemsReceived":{{items}},"itemsAccepted":{{items}},"errors":[]}"""
            );
        });
        await app.StartAsync();
        return app;
    }
}
