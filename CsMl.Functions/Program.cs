using CsMl.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddCsMl(builder.Configuration).AddAzureStorage(builder.Configuration);
builder.Build().Run();
